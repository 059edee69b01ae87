"""The business: sales records, their rules, reports and charts. Knows neither Slack, SQL nor the clock."""
