"""The second engine: docs/coverage.md read aloud, slowly. It imports nothing of the product.

A document, riders, a question and facts are the plain data in which decisions are stored. Codes of
ICD-10 become the whole numbers of all their subcodes, conditions become sets, and every world is
read one after another. Nothing here is clever, so that it can be believed.
"""
