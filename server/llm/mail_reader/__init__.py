"""A small model that reads what a customer reports and wishes: the lower layers of multilingual-e5-small, trained on
labelled mails (evals/training/mail_reader.py), with one head for each thing read, beside two linear looks at the mail
as a whole and at its letters. Runs under onnxruntime, without a network.
"""
