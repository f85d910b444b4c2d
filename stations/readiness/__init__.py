"""What stations do between times: a book of its own for each, apart from its room."""
