"""Everything that costs money: Claude, the translators, their prices, and the one gate that all calls pass."""
