import Crosscheck

/// What was joined, the six digits to compare, what is and is not collected, and the rules, to be acknowledged once.
public final class NoticeModel: Model<Join> {
    override func fetch(_ desk: Desk) throws -> Join { try desk.campaign().joined() }

    public func acknowledge() {
        stage.act({ try $0.campaign().acknowledge() }) { [self] in stage.root(.tasks) }
    }
}
