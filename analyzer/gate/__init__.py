"""A verdict on a report: does it keep the rules that were asked for?"""
