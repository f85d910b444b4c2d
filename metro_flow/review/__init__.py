"""What analysts look at the morning after: curves, figures and tables of a station's day."""
