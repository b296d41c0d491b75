"""Base templates, components and front-end sources. No business words."""
