"""Tags and filters of lead pages."""
