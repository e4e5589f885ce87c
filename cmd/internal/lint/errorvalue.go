package main

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/inspect"
	"golang.org/x/tools/go/ast/inspector"
)

var errorValue = &analysis.Analyzer{
	Name: "errorvalue",
	Doc: "errors are told by errors.Is and errors.As\n\nAn error that is compared with ==, or taken apart by its type, is missed as soon as " +
		"somebody wraps it. io.EOF may be compared: a reader must return it itself (io.Reader).",
	Requires: []*analysis.Analyzer{inspect.Analyzer},
	Run:      tellErrors,
}

func tellErrors(pass *analysis.Pass) (any, error) {
	anError := types.Universe.Lookup("error").Type()
	isError := func(e ast.Expr) bool {
		t := pass.TypesInfo.TypeOf(e)
		return t != nil && types.Identical(t, anError)
	}
	nodes := []ast.Node{(*ast.BinaryExpr)(nil), (*ast.TypeAssertExpr)(nil), (*ast.SwitchStmt)(nil)}
	found := pass.ResultOf[inspect.Analyzer].(*inspector.Inspector)
	found.WithStack(nodes, func(n ast.Node, push bool, stack []ast.Node) bool {
		if !push || withinIs(stack) {
			return true
		}
		switch n := n.(type) {
		case *ast.BinaryExpr:
			compared := (n.Op == token.EQL || n.Op == token.NEQ) && isError(n.X) && isError(n.Y)
			if compared && !isEOF(pass, n.X) && !isEOF(pass, n.Y) {
				pass.ReportRangef(n, "an error compared with %s may be wrapped: errors.Is", n.Op)
			}
		case *ast.TypeAssertExpr:
			if isError(n.X) {
				pass.ReportRangef(n, "an error told by its type may be wrapped: errors.As")
			}
		case *ast.SwitchStmt:
			if n.Tag != nil && isError(n.Tag) {
				pass.ReportRangef(n.Tag, "an error told by a switch may be wrapped: errors.Is")
			}
		}
		return true
	})
	return nil, nil
}

// withinIs tells what stands in a method that errors.Is or errors.As itself calls.
func withinIs(stack []ast.Node) bool {
	for _, n := range stack {
		if f, ok := n.(*ast.FuncDecl); ok && f.Recv != nil && (f.Name.Name == "Is" || f.Name.Name == "As" || f.Name.Name == "Unwrap") {
			return true
		}
	}
	return false
}

func isEOF(pass *analysis.Pass, e ast.Expr) bool {
	selector, ok := ast.Unparen(e).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	v, ok := pass.TypesInfo.Uses[selector.Sel].(*types.Var)
	return ok && v.Pkg() != nil && v.Pkg().Path() == "io" && (v.Name() == "EOF" || v.Name() == "ErrUnexpectedEOF")
}
