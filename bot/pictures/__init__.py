"""Pictures of what the facts say: a timeline, sizes of models, the rounds; and other charts.

What is shown is derived from the fact store alone, as a drawing without knowledge of its own;
drawings are made into PNG by a process beside this one.
"""
