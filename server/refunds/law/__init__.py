"""What the customer is owed by law: the table of domain.md A4 as data, and the floor that it lays."""
