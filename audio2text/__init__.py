"""Turns a recording into text with speakers.

`service.build` gives the implementation of `core_api.contracts.ports.Transcriber`. What must never live here:
meetings, boards, minutes, or any knowledge of another service.
"""
