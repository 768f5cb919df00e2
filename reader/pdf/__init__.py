"""Bytes of a PDF to pages of glyphs and rules, and pages to pictures. The only room that knows PyMuPDF."""
