"""Where records are kept: SQLAlchemy models, one tenant's repositories, migrations. Knows SQL, not Slack."""
