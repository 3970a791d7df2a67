// Of UIKit what the views name, and this app's own parts that need a phone.
import Foundation

public enum UIUserInterfaceStyle { case light, dark, unspecified }
public class UITraitCollection { public var userInterfaceStyle: UIUserInterfaceStyle = .light }
open class UIColor {
    public init(_ f: @escaping (UITraitCollection) -> UIColor) {};
    public init(red: CGFloat, green: CGFloat, blue: CGFloat, alpha: CGFloat) {}
}
open class UIView {
    open class var layerClass: AnyClass { UIView.self }; public var layer: AnyObject { self }; public init() {}
}
public enum UIKeyboardType { case `default`, numberPad, numbersAndPunctuation, asciiCapable }
public class UIImage { public init?(data: Data) {}; public init(cgImage: Int) {} }

public class Camera: ObservableObject {
    public enum State { case unasked, refused, broken, ready }
    public let state = State.ready, hasLamp = false, isLit = false, session = 0
    public init() {}
    public func open() {}
    public func scan(_ found: @escaping (String) -> Void) {}
    public func take(_ took: @escaping (Data) -> Void) {}
    public func turnLamp() {}
    public func close() {}
}
public struct Finder: Prim { public init(session: Int) {} }
public struct QrCode: Prim { public init(text: String, words: String) {} }
