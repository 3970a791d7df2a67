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

    /// Who is who in the group.
    func people() throws -> [Person] { try group.once { try hasCampaign() ? campaign().people() : [] } }

    /// Whoever holds the phone, by key.
    func me() throws -> String { try people().first(where: \.me)?.member ?? "" }

    /// Whether he leads the group: what only a leader does is shown to nobody else.
    func leads() throws -> Bool { try people().first(where: \.me)?.role == .leader }
}

extension Stage {
    /// The app's words are in another language from now on.
    public func choose(_ change: (Choice) -> Void) {
        change(choice)
        screen?.leave()
        begin()
    }

    /// Members by name, or by their keys where the roster is not held here.
    public func people(_ members: [String]) -> String {
        members.map { member in group.first { $0.member == member }?.name ?? member }.joined(separator: "、")
    }

    /// The app is no longer in front: `then` once nothing holds a file of the notebook, or why something still does.
    public func sleep(_ then: @escaping (Came<Void>) -> Void) {
        screen?.leave()
        core.suspend(then: then)
    }

    /// The app is in front again.
    public func wake() {
        tell(nil)
        core.resume { [self] came in
            if case let .failure(why) = came { return tell(told(why)) }
            refresh()
        }
    }
}
