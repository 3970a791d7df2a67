## draw size
draw-size-population = A list of { $population } is not from 1 to { $limit }.
draw-size-defects = { $defects } supposed defects are not from 1 to the { $population } units there are.
draw-size-risk = A risk of { $risk } is not from 0 to below 1, for example 0.05.
draw-size-sample = A sample of { $sample } is not from 1 to the { $population } units there are.
draw-size-power = If { $defects } of { $population } have gaps, checking { $sample } finds one with a chance of { $percent } %.
draw-size-certain = If { $defects } of { $population } have gaps, checking { $sample } is certain to find one.
draw-size-smallest = If { $defects } of { $population } have gaps, check at least { $sample } so that the chance of missing them all is at most { $risk }.
