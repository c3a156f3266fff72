"""The pages of the cabinet."""
