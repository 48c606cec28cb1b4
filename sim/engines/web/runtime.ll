; What compiled kernels call besides one another. Nothing of the C library, nothing outside the module.

declare double @llvm.sqrt.f64(double)
declare i32 @llvm.wasm.memory.size.i32(i32)
declare i32 @llvm.wasm.memory.grow.i32(i32, i32)
declare void @llvm.trap()

define double @sqrt(double %x) alwaysinline {
  %root = call double @llvm.sqrt.f64(double %x)
  ret double %root
}

; Mantissa in [0.5, 1) and exponent of a double; zero, infinity and NaN stay as they are, with exponent 0.
define double @numba_frexp(double %x, ptr %exponent) alwaysinline {
entry:
  %size = call double @llvm.fabs.f64(double %x)
  %tiny = fcmp olt double %size, 0x0010000000000000
  %grown = fmul double %x, 0x4350000000000000
  %y = select i1 %tiny, double %grown, double %x
  %bias = select i1 %tiny, i32 -1076, i32 -1022
  %zero = fcmp oeq double %x, 0.0
  %whole = fcmp olt double %size, 0x7FF0000000000000
  %nonzero = xor i1 %zero, true
  %usual = and i1 %nonzero, %whole
  br i1 %usual, label %split, label %same
same:
  store i32 0, ptr %exponent
  ret double %x
split:
  %bits = bitcast double %y to i64
  %high = lshr i64 %bits, 52
  %raised = and i64 %high, 2047
  %raised32 = trunc i64 %raised to i32
  %power = add i32 %raised32, %bias
  store i32 %power, ptr %exponent
  %rest = and i64 %bits, -9218868437227405313
  %halved = or i64 %rest, 4602678819172646912
  %mantissa = bitcast i64 %halved to double
  ret double %mantissa
}
declare double @llvm.fabs.f64(double)

; Temporary arrays: they lie on top of one another from @floor on, and all go when none is left.
@floor = global i32 0
@top = global i32 0
@alive = global i32 0

define void @keep_below(i32 %address) {
  store i32 %address, ptr @floor
  store i32 %address, ptr @top
  store i32 0, ptr @alive
  ret void
}

define ptr @NRT_Allocate(i64 %size) noinline {
entry:
  %bytes = trunc i64 %size to i32
  %before = load i32, ptr @top
  %above = add i32 %before, 31
  %start = and i32 %above, -32
  %end = add i32 %start, %bytes
  %pages = call i32 @llvm.wasm.memory.size.i32(i32 0)
  %room = shl i32 %pages, 16
  %short = icmp ugt i32 %end, %room
  br i1 %short, label %grow, label %done
grow:
  %missing = sub i32 %end, %room
  %full = lshr i32 %missing, 16
  %more = add i32 %full, 16
  %had = call i32 @llvm.wasm.memory.grow.i32(i32 0, i32 %more)
  %refused = icmp eq i32 %had, -1
  br i1 %refused, label %fail, label %done
fail:
  call void @llvm.trap()
  unreachable
done:
  store i32 %end, ptr @top
  %others = load i32, ptr @alive
  %now = add i32 %others, 1
  store i32 %now, ptr @alive
  %pointer = inttoptr i32 %start to ptr
  ret ptr %pointer
}

; Reference count, destructor, its argument, data, size: what numba's runtime keeps before an array.
define ptr @NRT_MemInfo_alloc_aligned(i64 %size, i32 %alignment) {
  %whole = add i64 %size, 32
  %info = call ptr @NRT_Allocate(i64 %whole)
  store i64 1, ptr %info
  %destructor = getelementptr i8, ptr %info, i32 8
  store i64 0, ptr %destructor
  %data = getelementptr i8, ptr %info, i32 32
  %where = getelementptr i8, ptr %info, i32 16
  store ptr %data, ptr %where
  %bytes = getelementptr i8, ptr %info, i32 24
  store i64 %size, ptr %bytes
  ret ptr %info
}

define void @NRT_MemInfo_call_dtor(ptr %info) noinline {
entry:
  %before = load i32, ptr @alive
  %now = sub i32 %before, 1
  store i32 %now, ptr @alive
  %none = icmp eq i32 %now, 0
  br i1 %none, label %empty, label %done
empty:
  %address = load i32, ptr @floor
  store i32 %address, ptr @top
  ret void
done:
  ret void
}
