"""When a number becomes a call to act: colours, the rules that ask for them, what they raise."""
