"""What runs all day: counts taken in, figures made of them, alerts and deadlines written."""
