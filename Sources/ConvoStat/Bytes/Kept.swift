// Allocations that replace arrays in loops where retain and release would be too slow.

/// Copies `elements` into a new allocation that the caller must deallocate.
func kept<Element>(_ elements: [Element]) -> UnsafeMutableBufferPointer<Element> {
  let kept = UnsafeMutableBufferPointer<Element>.allocate(capacity: elements.count)
  _ = kept.initialize(fromContentsOf: elements)
  return kept
}
