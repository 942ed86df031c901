"""What would change on past cases under other rules, before anybody publishes them."""
