"""Working hours, holidays, time zones, deadlines. Pure: weeks and zones are handed in."""
