"""What we decided about powers, free of the database: kinds, competence, consistency, criteria."""
