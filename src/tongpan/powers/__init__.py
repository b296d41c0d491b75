"""一张清单: dated grants of power, and who may handle a matter here, today, and in whose name."""
