"""Settings, URLs, API and command line: the only place that knows every feature."""
