// The entry point of libFuzzer.

/// Runs the target on one input.
///
/// A disagreement ends the run, and libFuzzer keeps the input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  if let disagreement = target.disagreement(on: bytes) {
    print("\(target) disagrees on \(bytes): \(disagreement)")
    fflush(nil)
    abort()
  }
  return 0
}

private let target: FuzzTarget = {
  guard let name = getenv("FUZZ_TARGET"), let target = FuzzTarget(rawValue: String(cString: name)) else {
    print("FUZZ_TARGET is one of \(FuzzTarget.allCases.map(\.rawValue).joined(separator: ", "))")
    exit(64)
  }
  return target
}()
