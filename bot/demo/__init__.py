"""A made-up year of sales for the demo: who might buy, what happened to them, and what came of it."""
