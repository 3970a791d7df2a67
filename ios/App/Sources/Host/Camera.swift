import AVFoundation
import Foundation

/// This app's camera: one still, as bytes that go straight into the app's own folder; nothing of it is in the photo library.
/// For a code it reads what it sees, and keeps nothing.
final class Camera: NSObject, ObservableObject {
    enum State { case unasked, refused, broken, ready }

    @Published private(set) var state = Camera.asked()
    @Published private(set) var hasLamp = false
    @Published private(set) var isLit = false

    let session = AVCaptureSession()
    private let output = AVCapturePhotoOutput()
    private let codes = AVCaptureMetadataOutput()
    private var device: AVCaptureDevice?
    private let queue = DispatchQueue(label: "camera")
    private var took: ((Data) -> Void)?
    private var found: ((String) -> Void)?

    /// Before anybody asks: whether somebody was asked already.
    private static func asked() -> State {
        switch AVCaptureDevice.authorizationStatus(for: .video) {
        case .authorized: .ready
        case .notDetermined: .unasked
        default: .refused
        }
    }

    func open() { begin(output) }

    /// Hands the first code it sees to `found`.
    func scan(_ found: @escaping (String) -> Void) {
        self.found = found
        begin(codes)
    }

    private func begin(_ into: AVCaptureOutput) {
        AVCaptureDevice.requestAccess(for: .video) { [weak self] allowed in
            guard let self else { return }
            if !allowed { return self.now(.refused) }
            self.queue.async { self.now(self.starts(into) ? .ready : .broken) }
        }
    }

    private func now(_ state: State) {
        DispatchQueue.main.async { [self] in
            self.state = state
            hasLamp = device?.hasTorch ?? false
        }
    }

    private func starts(_ into: AVCaptureOutput) -> Bool {
        if session.inputs.isEmpty {
            guard let back = AVCaptureDevice.default(.builtInWideAngleCamera, for: .video, position: .back),
                let input = try? AVCaptureDeviceInput(device: back), session.canAddInput(input),
                session.canAddOutput(into)
            else { return false }
            session.beginConfiguration()
            session.sessionPreset = .photo
            session.addInput(input)
            session.addOutput(into)
            if into === codes {
                codes.setMetadataObjectsDelegate(self, queue: .main)
                codes.metadataObjectTypes = [.qr]
            }
            session.commitConfiguration()
            device = back
        }
        if !session.isRunning { session.startRunning() }
        return session.isRunning
    }

    func take(_ took: @escaping (Data) -> Void) {
        self.took = took
        // A JPEG: every phone and every office reads it.
        output.capturePhoto(
            with: AVCapturePhotoSettings(format: [AVVideoCodecKey: AVVideoCodecType.jpeg]), delegate: self)
    }

    func turnLamp() {
        guard let device, (try? device.lockForConfiguration()) != nil else { return }
        device.torchMode = isLit ? .off : .on
        device.unlockForConfiguration()
        isLit.toggle()
    }

    func close() {
        found = nil
        queue.async { [session] in session.stopRunning() }
    }
}

extension Camera: AVCapturePhotoCaptureDelegate {
    func photoOutput(_ output: AVCapturePhotoOutput, didFinishProcessingPhoto photo: AVCapturePhoto, error: Error?) {
        let jpeg = error == nil ? photo.fileDataRepresentation() : nil
        DispatchQueue.main.async { [self] in
            if let jpeg { took?(jpeg) } else { state = .broken }
            took = nil
        }
    }
}

extension Camera: AVCaptureMetadataOutputObjectsDelegate {
    func metadataOutput(
        _ output: AVCaptureMetadataOutput, didOutput objects: [AVMetadataObject], from connection: AVCaptureConnection
    ) {
        guard let text = objects.compactMap({ ($0 as? AVMetadataMachineReadableCodeObject)?.stringValue }).first else {
            return
        }
        let found = found
        close()
        found?(text)
    }
}
