## estimate
estimate-nothing-drawn = 抽查数为 0，无从推断。至少要抽查 1 个。
estimate-hits-above-sample = 符合的有 { $hits } 个，多于抽查的 { $sample } 个。
estimate-level-range = 置信水平 { $level } 不在 0.5（含）至 1（不含）之间，例如 0.95。
estimate-sample-above-population = 抽查 { $sample } 个，多于总数 { $population } 个。
estimate-population-too-large = 总数 { $population } 超过上限 { $limit }。
estimate-population-needed = 超几何法须知道总数，请给出 --population。

estimate-observed = 所查 { $sample } { $unit }点位中有 { $hits } { $unit }（{ $rate }）。只说所查点位，不推断其余。
estimate-rate-counts = { $sample } { $unit }中有 { $hits } { $unit }（{ $rate }）；据此估计全部 { $population } { $unit }中有 { $low } 至 { $high } { $unit }（{ $low_rate }–{ $high_rate }），置信水平 { $level }。
estimate-rate-rates = { $sample } { $unit }中有 { $hits } { $unit }（{ $rate }）；据此估计总体比例在 { $low_rate } 至 { $high_rate } 之间（{ $method } 法），置信水平 { $level }。
estimate-rate-census = 全部 { $sample } { $unit }都已查，其中 { $hits } { $unit }（{ $rate }）。这是全数核对的结果，不是估计。

estimate-design-point = 全数核对 { $sample } 个，其中 { $hits } 个；比例 { $rate }，不是估计。
estimate-design-interval = 所查 { $sample } 个中有 { $hits } 个；加权估计总体比例 { $rate }，区间 { $low } 至 { $high }（置信水平 { $level }，自由度 { $degrees }）。
estimate-design-counts-only = 所查 { $sample } 个中有 { $hits } 个。自由度只有 { $degrees }，不足 { $least }，只报个数，不作推断。
estimate-design-all-alike = 所查 { $sample } 个中有 { $hits } 个；加权估计总体比例 { $rate }。所查结果全部一致，按设计算不出区间。
estimate-design-not-estimable = 所查 { $sample } 个中有 { $hits } 个；加权估计总体比例 { $rate }。方差无法估计：{ $strata }有多个单位而只查了一个。
estimate-assumes-out-of-scope = 抽中的有 { $count } 个不属于检查范围（撤并、停办或名单错误），已从总体中剔除。
estimate-assumes-unreachable = 抽中的有 { $count } 个无法到达；假定其情况与同层已到达的单位相同，结果只代表可到达点位。

estimate-no-denominator = 没有一个单位适用此项，算不出比例。
estimate-stratum-count = 层“{ $stratum }”共 { $population } 个一级单位，却给了 { $drawn } 个抽中的。
estimate-primary-count = 层“{ $stratum }”中有一个一级单位共 { $population } 个单位，却给了 { $drawn } 个查过的。
estimate-weight-not-positive = 层“{ $stratum }”中有单位的权重不大于 0。
estimate-stratum-unvisited = 层“{ $stratum }”没有一个抽中的单位，总体缺了这一层。
estimate-stratum-unknown = 层“{ $stratum }”不在抽样框中。
estimate-stratum-overdrawn = 层“{ $stratum }”抽中的单位多于该层总数。
estimate-stratum-unreached = 层“{ $stratum }”抽中的单位一个也没有到达，无从推断。
