import Crosscheck
import Foundation

/// What the system is asked for: each behind a small protocol, so that the models run where there is no phone.
public struct Host {
    public let folder: Folder
    public let sharer: Sharer
    public let picker: Picker
    public let whereabouts: Whereabouts
    public let pictures: Pictures
    /// The list of what the app is made of; none where the build brought none.
    public let licences: URL?

    public init(
        folder: Folder, sharer: Sharer, picker: Picker, whereabouts: Whereabouts, pictures: Pictures, licences: URL?
    ) {
        self.folder = folder
        self.sharer = sharer
        self.picker = picker
        self.whereabouts = whereabouts
        self.pictures = pictures
        self.licences = licences
    }
}

/// Hands a file to whoever the person chooses: the share sheet.
public protocol Sharer: AnyObject {
    func share(_ file: URL)
}

/// The system's own pickers, which see what the app may not; none where the person picked nothing.
public protocol Picker: AnyObject {
    func file(_ then: @escaping (URL?) -> Void)
    func photo(_ then: @escaping (URL?) -> Void)
}

/// Where this phone is, for one photo: asked once, while the camera is in front, and forgotten with it.
public protocol Whereabouts: AnyObject {
    func ask()
    /// What is known at this moment; none where nobody allowed it or nothing came.
    func fix() -> Fix?
    func stop()
}

/// What the system alone reads: the JPEG of a HEIC, turned as it says, no side longer than `side`; none where it cannot.
public protocol Pictures: AnyObject {
    func shown(of file: URL, into: URL, side: Int) -> Bool
}
