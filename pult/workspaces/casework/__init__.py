"""The work on a case: pages, forms and templates that the desk and the curators share.

The workspaces above give each view their own guard and namespace (`urls.patterns`).
"""
