"""Exporters: one file a format. Each reads a `View` and nothing else, and gives bytes.

What formats share is in modules with an underscore; a format never imports another one::

    the outline       _page: all parts of the plan, in order. _outline: what an outline is made of
                      _frame _agreed _cards _disagreement _people _priority_card _progress
                      _proposal _ratings: the parts
    other papers      _documents: which there are. _agenda _papers _decisions _case _meetings
    pictures          _pictures _svg _trend _spread _widths, and _png by Typst; svg, png
    looks             _colours: the one palette. _fonts. _look: a workplace's own colour and logo
    pages             _templates _markup _sandbox; html, html_fragment, markdown with _text
    print             _typst; pdf, sheets
    Office files      _ooxml: the archive. _docx_… for docx, _slides_… and _pptx_package for pptx,
                      _workbook_… for xlsx
    tables            _tables; csv, xlsx
    calendars         _events; ics
    data              json
"""
