import Crosscheck

/// What the stage keeps with the campaign: what is typed, and who is who.
extension Desk {
    func typed(_ key: String, _ choice: Choice) throws -> String? {
        try hasCampaign() ? campaign().draft(screen: key) : choice.typed(key)
    }

    func type(_ key: String, _ text: String?, _ choice: Choice) throws {
        if try !hasCampaign() { return choice.type(key, text) }
        if let text { try campaign().keepDraft(screen: key, text: text) } else { try campaign().dropDraft(screen: key) }
    }

    func names() throws -> [String: String] {
        guard try hasCampaign() else { return [:] }
        return try campaign().people().reduce(into: [:]) { all, person in all[person.member] = person.name }
    }
}
