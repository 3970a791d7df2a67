## crosscheck estimate
help-estimate = Say how far a rate speaks for the rest
help-estimate-rate = A rate among drawn units, with its interval for all of them
help-estimate-rate--population = How many units there are, where that is known
help-estimate-rate--sample = How many were drawn and checked
help-estimate-rate--hits = How many of those have the property
help-estimate-rate--level = The level of the interval, from 0.5 to below 1
help-estimate-rate--method = How the interval is made: auto, wilson, exact (Clopper-Pearson) or hypergeometric (needs --population)
help-estimate-rate--unit = Counting word in the sentence, such as 所 or schools
example-estimate-rate = crosscheck estimate rate --population 412 --sample 60 --hits 51 --unit schools

estimate-unit = units
estimate-drawn-only = This holds for units drawn at random only; designated units, talks and interviews must not be counted.
estimate-level-unreadable = "{ $value }" is no level; write a decimal such as 0.95.
