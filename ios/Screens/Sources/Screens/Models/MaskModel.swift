import Crosscheck
import Foundation

/// 遮挡: rectangles drawn by finger on the unmasked photo, filled in the copy that stands for it. Spot: visit, photo.
public final class MaskModel: Model<MaskModel.Shows> {
    public struct Shows: Hashable {
        public let photo: PhotoScreen?
        public let closed: Bool
    }

    private static let marks = "marks"
    private var visit: String { spot.of(0) }
    private var thing: String { spot.of(1) }

    public private(set) var picture: Data?

    override func fetch(_ desk: Desk) throws -> Shows {
        let photo = try desk.campaign().photo(visit: visit, photo: thing)
        return Shows(photo: photo, closed: photo?.closed ?? true)
    }

    override func fetched() {
        guard let file, !shown.closed else { return }
        stage.look({ try $0.campaign().picture(file: file.blob.hash) }) { [self] came in
            guard case let .success(data) = came else { return }
            picture = data
            stage.changed()
        }
    }

    /// A masking replaces the one before it: everything is marked on the photo as it was taken.
    public var file: PhotoFile? { shown.photo?.preview.flatMap { $0.here ? $0 : nil } }

    public var regions: [Region] { Regions.of(draft[Self.marks]) }

    /// A finger drew between two corners, given in parts of the picture's sides.
    public func draw(_ from: (x: Double, y: Double), _ to: (x: Double, y: Double)) {
        guard let region = Regions.between(from, to) else { return }
        type(Self.marks, Regions.text(regions + [region]))
    }

    public func undo() { type(Self.marks, Regions.text(regions.dropLast())) }

    public func save() {
        let (visit, thing, regions, seen) = (visit, thing, regions, shown.photo?.seen["masked"] ?? "")
        stage.busy(.word(.maskSaving))
        stage.tell(nil)
        stage.look({
            try $0.campaign().maskPhoto(visit: visit, photo: thing, regions: regions, shown: nil, seen: seen)
        }) { [self] came in
            stage.busy(nil)
            if case let .failure(why) = came { return stage.tell(stage.told(why)) }
            draft.clear()
            stage.back()
        }
    }
}

/// Regions of a picture, in thousandths of its sides, as they are kept in a draft.
public enum Regions {
    public static let whole = 1_000
    /// A touch that was no drawing.
    private static let least = 8

    static func text(_ regions: [Region]) -> String {
        regions.map { "\($0.left),\($0.top),\($0.right),\($0.bottom)" }.joined(separator: ";")
    }

    static func of(_ text: String) -> [Region] {
        text.split(separator: ";").compactMap { one in
            let sides = one.split(separator: ",").compactMap { UInt16($0) }
            return sides.count == 4 ? Region(left: sides[0], top: sides[1], right: sides[2], bottom: sides[3]) : nil
        }
    }

    /// The region between two corners; none where nothing lies between them.
    public static func between(_ one: (x: Double, y: Double), _ other: (x: Double, y: Double)) -> Region? {
        func part(_ at: Double) -> Int { min(max(Int((at * Double(whole)).rounded()), 0), whole) }
        let x = [part(one.x), part(other.x)].sorted(), y = [part(one.y), part(other.y)].sorted()
        if x[1] - x[0] < least || y[1] - y[0] < least { return nil }
        return Region(left: UInt16(x[0]), top: UInt16(y[0]), right: UInt16(x[1]), bottom: UInt16(y[1]))
    }
}
