"""The demonstration: a fictional state on which the program does its main job in front of the user (ADR 0011).

It comes last of all rooms and writes through the same actions as everybody else.
"""
