"""Administrative penalties (行政处罚): one module a stage of 行政处罚法; nothing is re-exported."""
