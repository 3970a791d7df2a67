## estimate
estimate-nothing-drawn = 抽查数为 0，无从推断。至少要抽查 1 个。
estimate-hits-above-sample = 符合的有 { $hits } 个，多于抽查的 { $sample } 个。
estimate-level-range = 置信水平 { $level } 不在 0.5（含）至 1（不含）之间，例如 0.95。
estimate-sample-above-population = 抽查 { $sample } 个，多于总数 { $population } 个。
estimate-population-too-large = 总数 { $population } 超过上限 { $limit }。
