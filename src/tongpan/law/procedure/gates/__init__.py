"""Gates (关口): one question each, asked of the facts before a step; the answer is a verdict."""
