## draw size
draw-size-population = 总数 { $population } 不在 1 至 { $limit } 之间。
draw-size-defects = 假设的缺项数 { $defects } 不在 1 至总数 { $population } 之间。
draw-size-risk = 漏检风险 { $risk } 不在 0（含）至 1（不含）之间，例如 0.05。
draw-size-sample = 抽查数 { $sample } 不在 1 至总数 { $population } 之间。
draw-size-power = { $population } 份中有 { $defects } 份缺项时，查 { $sample } 份有 { $percent } % 的把握发现。
draw-size-certain = { $population } 份中有 { $defects } 份缺项时，查 { $sample } 份必然发现。
draw-size-smallest = { $population } 份中有 { $defects } 份缺项时，要使一份也查不到的可能性不超过 { $risk }，至少查 { $sample } 份。
