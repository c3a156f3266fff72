"""Message catalogues: collected from code and templates, compiled at install."""
