"""The Ministry of Health's official files of reference books."""
