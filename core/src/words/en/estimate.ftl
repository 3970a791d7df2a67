## estimate
estimate-nothing-drawn = Nothing was checked, so nothing can be said. Check at least 1 unit.
estimate-hits-above-sample = { $hits } units have the property, more than the { $sample } checked.
estimate-level-range = The level { $level } is not from 0.5 to below 1, for example 0.95.
estimate-sample-above-population = { $sample } units were checked, more than the { $population } there are.
estimate-population-too-large = { $population } units are more than the limit of { $limit }.
estimate-population-needed = The hypergeometric method needs to know how many units there are: give --population.

estimate-observed = { $hits } of the { $sample } { $unit } visited ({ $rate }). This speaks of the visited sites only, not of the rest.
estimate-rate-counts = { $hits } of { $sample } { $unit } ({ $rate }); so of all { $population } { $unit }, { $low } to { $high } ({ $low_rate }–{ $high_rate }), at a level of { $level }.
estimate-rate-rates = { $hits } of { $sample } { $unit } ({ $rate }); so between { $low_rate } and { $high_rate } of all { $unit } ({ $method }), at a level of { $level }.
estimate-rate-census = All { $sample } { $unit } were checked, { $hits } of them have it ({ $rate }). This is a full count, not an estimate.

estimate-design-point = All { $sample } units were counted, { $hits } of them have it; a rate of { $rate }, not an estimate.
estimate-design-interval = { $hits } of { $sample } units checked; the weighted estimate for all is { $rate }, from { $low } to { $high } (level { $level }, { $degrees } degrees of freedom).
estimate-design-counts-only = { $hits } of { $sample } units checked. With { $degrees } degrees of freedom, under { $least }, only counts are given and nothing is inferred.
estimate-design-all-alike = { $hits } of { $sample } units checked; the weighted estimate for all is { $rate }. All units checked are alike, so the design gives no interval.
estimate-design-not-estimable = { $hits } of { $sample } units checked; the weighted estimate for all is { $rate }. Variance not estimable: one of several units was checked in { $strata }.
estimate-assumes-out-of-scope = { $count } drawn units are out of scope (merged, closed or wrongly listed) and have left the population.
estimate-assumes-unreachable = { $count } drawn units could not be reached; they are assumed to be like the reached ones of their stratum, and the result speaks for reachable sites.

estimate-no-denominator = The question applies to no unit, so there is no rate.
estimate-stratum-count = Stratum "{ $stratum }" has { $population } primary units, but { $drawn } drawn ones are given.
estimate-primary-count = In stratum "{ $stratum }" a primary unit has { $population } units, but { $drawn } checked ones are given.
estimate-weight-not-positive = In stratum "{ $stratum }" a unit has a weight that is not above 0.
estimate-stratum-unvisited = No unit was drawn in stratum "{ $stratum }"; the population lacks it.
estimate-stratum-unknown = Stratum "{ $stratum }" is not in the frame.
estimate-stratum-overdrawn = More units were drawn in stratum "{ $stratum }" than it has.
estimate-stratum-unreached = None of the units drawn in stratum "{ $stratum }" was reached, so nothing can be said about it.
