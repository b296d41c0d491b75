"""What we decided about fields, posts, templates, authority and staffing. Plain values in, plain values out."""
