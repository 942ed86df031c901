"""Reading a mail's words: cleaning, quotes and signatures, language, and what the customer reports and wishes."""
