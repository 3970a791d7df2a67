import Crosscheck
import Foundation
import Network
import Screens

/// The system's clock since it started, sleep included, and the clock on its wall.
final class PhoneBoot: BootClock, @unchecked Sendable {
    func now() throws -> Boot {
        Boot(
            boot: Self.session, elapsed: clock_gettime_nsec_np(CLOCK_MONOTONIC_RAW) / 1_000_000,
            wall: Int64(Date().timeIntervalSince1970 * 1_000))
    }

    /// A name of this start of the phone, which no other start has.
    private static let session: String = {
        var size = 0
        guard sysctlbyname("kern.bootsessionuuid", nil, &size, nil, 0) == 0, size > 0 else { return "unknown" }
        var name = [CChar](repeating: 0, count: size)
        guard sysctlbyname("kern.bootsessionuuid", &name, &size, nil, 0) == 0 else { return "unknown" }
        return String(cString: name)
    }()
}

/// Whether there is a network, and whether it costs by the byte.
final class PhoneNetwork: Connectivity, @unchecked Sendable {
    private let monitor = NWPathMonitor()
    private let queue = DispatchQueue(label: "network")

    /// Told, on a queue of its own, when the network is another one.
    var whenChanged: (() -> Void)?

    init() {
        monitor.pathUpdateHandler = { [weak self] _ in self?.whenChanged?() }
        monitor.start(queue: queue)
    }

    func network() throws -> Reach {
        let path = monitor.currentPath
        if path.status != .satisfied { return .absent }
        return path.isExpensive || path.isConstrained ? .metered : .free
    }
}
