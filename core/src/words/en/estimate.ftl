## estimate
estimate-nothing-drawn = Nothing was checked, so nothing can be said. Check at least 1 unit.
estimate-hits-above-sample = { $hits } units have the property, more than the { $sample } checked.
estimate-level-range = The level { $level } is not from 0.5 to below 1, for example 0.95.
estimate-sample-above-population = { $sample } units were checked, more than the { $population } there are.
estimate-population-too-large = { $population } units are more than the limit of { $limit }.
