import CoreLocation
import Crosscheck
import Screens

/// Where this phone is, for one photo: one fix, asked while the camera is in front, and forgotten with it. There is no track
/// and nothing in the background.
final class PhonePlace: NSObject, Whereabouts, CLLocationManagerDelegate {
    private let manager = CLLocationManager()
    private var best: CLLocation?

    /// Told when something came.
    var whenChanged: (() -> Void)?

    override init() {
        super.init()
        manager.delegate = self
        manager.desiredAccuracy = kCLLocationAccuracyBest
    }

    func ask() {
        switch manager.authorizationStatus {
        case .notDetermined: manager.requestWhenInUseAuthorization()
        case .authorizedWhenInUse, .authorizedAlways: manager.requestLocation()
        default: break
        }
    }

    func locationManagerDidChangeAuthorization(_ manager: CLLocationManager) {
        if manager.authorizationStatus == .authorizedWhenInUse { manager.requestLocation() }
    }

    func locationManager(_ manager: CLLocationManager, didUpdateLocations locations: [CLLocation]) {
        best = locations.min { $0.horizontalAccuracy < $1.horizontalAccuracy }
        whenChanged?()
    }

    /// Without a place a photo is a photo still.
    func locationManager(_ manager: CLLocationManager, didFailWithError error: Error) {}

    private static let degree = 1e7

    func fix() -> Fix? {
        guard let best, best.horizontalAccuracy >= 0 else { return nil }
        let mock = best.sourceInformation?.isSimulatedBySoftware ?? false
        return Fix(
            latitude: Int64((best.coordinate.latitude * Self.degree).rounded()),
            longitude: Int64((best.coordinate.longitude * Self.degree).rounded()), provider: "corelocation",
            accuracy: UInt64(best.horizontalAccuracy.rounded()),
            age: UInt64(max(0, -best.timestamp.timeIntervalSinceNow * 1_000)), mock: mock)
    }

    func stop() {
        manager.stopUpdatingLocation()
        best = nil
    }
}
