"""What is changed from the desks: nothing of the features, only how the platform itself is kept."""
