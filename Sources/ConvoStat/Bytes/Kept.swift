// Memory of one's own, for what is looked at so often that counting references would cost too much.

/// Elements in memory of their own, for the owner to give back.
func kept<Element>(_ elements: [Element]) -> UnsafeMutableBufferPointer<Element> {
  let kept = UnsafeMutableBufferPointer<Element>.allocate(capacity: elements.count)
  _ = kept.initialize(fromContentsOf: elements)
  return kept
}
