"""Reports: figures with their question, answer, plot and table, over whole weeks."""
