// Package logistic fits the weights of signs to labelled examples. It is for tests:
// the program holds the weights, not what they were fitted to.
package logistic

import "math"

// Example is what was seen, by the numbers of the signs, and whether it was what is
// looked for.
type Example struct {
	Signs  []int
	Yes    bool
	Weight float64
}

// Model is the weight of each sign, and the bias.
type Model struct {
	Of   []float64
	Bias float64
}

// Sum is the bias and what the signs weigh: the logarithm of the odds.
func (m Model) Sum(signs []int) float64 {
	sum := m.Bias
	for _, i := range signs {
		sum += m.Of[i]
	}
	return sum
}

// Fit finds the weights by Newton's method, with a penalty on the square of each.
// speaks says of each sign that it may only weigh more than nothing (1), less (-1),
// or either (0): one that would come out otherwise is left out, and the rest is
// fitted again.
func Fit(examples []Example, speaks []int, penalty float64) Model {
	out := map[int]bool{}
	for {
		m := fit(examples, len(speaks), out, penalty)
		left := len(out)
		for i, s := range speaks {
			if float64(s)*m.Of[i] < 0 {
				out[i] = true
			}
		}
		if len(out) == left {
			return m
		}
	}
}

// iterations are enough for Newton's method, which needs some ten.
const iterations = 25

func fit(examples []Example, signs int, out map[int]bool, penalty float64) Model {
	w := make([]float64, signs+1) // the bias last
	for range iterations {
		step := solve(slope(examples, w, out, penalty))
		most := 0.0
		for i := range w {
			w[i] -= step[i]
			most = max(most, math.Abs(step[i]))
		}
		if most < 1e-6 {
			break
		}
	}
	return Model{Of: w[:signs], Bias: w[signs]}
}

// slope is the second and the first derivative of what is to be least.
func slope(examples []Example, w []float64, out map[int]bool, penalty float64) (h [][]float64, g []float64) {
	n := len(w)
	g, h = make([]float64, n), make([][]float64, n)
	for i := range h {
		h[i] = make([]float64, n)
		h[i][i], g[i] = penalty, penalty*w[i]
	}
	h[n-1][n-1], g[n-1] = 1e-6, 0
	m := Model{Of: w[:n-1], Bias: w[n-1]}
	for _, e := range examples {
		at := make([]int, 0, len(e.Signs)+1)
		for _, i := range e.Signs {
			if !out[i] {
				at = append(at, i)
			}
		}
		p := 1 / (1 + math.Exp(-m.Sum(at)))
		y := 0.0
		if e.Yes {
			y = 1
		}
		at = append(at, n-1)
		for _, i := range at {
			g[i] += e.Weight * (p - y)
			for _, j := range at {
				h[i][j] += e.Weight * p * (1 - p)
			}
		}
	}
	return h, g
}

// solve is Gauss's elimination with the largest pivot of each column.
func solve(a [][]float64, b []float64) []float64 {
	n := len(b)
	for c := range n {
		best := c
		for r := c; r < n; r++ {
			if math.Abs(a[r][c]) > math.Abs(a[best][c]) {
				best = r
			}
		}
		a[c], a[best], b[c], b[best] = a[best], a[c], b[best], b[c]
		for r := c + 1; r < n; r++ {
			f := a[r][c] / a[c][c]
			for k := c; k < n; k++ {
				a[r][k] -= f * a[c][k]
			}
			b[r] -= f * b[c]
		}
	}
	for c := n - 1; c >= 0; c-- {
		for k := c + 1; k < n; k++ {
			b[c] -= a[c][k] * b[k]
		}
		b[c] /= a[c][c]
	}
	return b
}
